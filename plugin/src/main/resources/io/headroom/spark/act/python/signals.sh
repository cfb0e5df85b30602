# SPDX-License-Identifier: Apache-2.0
# Sends the signals of PythonPause. Reads one request a line, answers one line each:
#   STOP <pid> <start ticks>   ->  STOPPED | GONE | REFUSED <pid> <start ticks>
#   CONT <pid> <start ticks>   ->  CONTINUED <pid> <start ticks>
# At the end of input (the JVM has closed it, or was killed) all that is stopped goes on.
# Forks nothing: kill, read, echo and [ are built into every /bin/sh.

# A signal to the whole process group, or nobody reading the answers any more, must not end this
# before the end of input does.
trap '' HUP INT TERM PIPE

stopped=' '

# Whether pid $1 still is the process that started at tick $2: pids are used again.
same() {
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
  wanted=$2
  # Field 22 is the start; the name in field 2 may hold spaces, so count from behind it.
  set -f
  set -- ${stat##*) }
  [ "${20}" = "$wanted" ]
}

goOn() {
  same "$1" "$2" && kill -s CONT "$1" 2>/dev/null
}

while read -r what pid ticks; do
  case $what in
    STOP)
      if ! same "$pid" "$ticks"; then
        echo "GONE $pid $ticks"
      elif kill -s STOP "$pid" 2>/dev/null; then
        stopped="$stopped$pid:$ticks "
        echo "STOPPED $pid $ticks"
      else
        echo "REFUSED $pid $ticks"
      fi
      ;;
    CONT)
      goOn "$pid" "$ticks"
      case $stopped in
        *" $pid:$ticks "*)
          stopped="${stopped%% "$pid:$ticks" *} ${stopped#* "$pid:$ticks" }"
          ;;
      esac
      echo "CONTINUED $pid $ticks"
      ;;
  esac
done

for one in $stopped; do
  goOn "${one%:*}" "${one#*:}"
done
exit 0
