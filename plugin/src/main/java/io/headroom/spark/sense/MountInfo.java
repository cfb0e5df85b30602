/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One cgroup mount, from a line of /proc/self/mountinfo (proc(5): {@code id parent major:minor root
 * mountpoint options [optional fields]... - fstype source superoptions}).
 *
 * @param root the directory of the cgroup hierarchy that the mount shows
 * @param mountPoint where it is mounted
 * @param fsType {@code cgroup} (v1) or {@code cgroup2}
 * @param superOptions on v1, the controllers among others
 */
record MountInfo(String root, String mountPoint, String fsType, List<String> superOptions) {
  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;
  private static final int FIRST_OPTIONAL = 6;

  /**
   * The cgroup mounts in the text, the latest first. Where two are mounted at the same point only
   * the later one can be seen, so only that one is returned. Lines that are no mountinfo are passed
   * over.
   */
  static List<MountInfo> cgroupMounts(String text) {
    Map<String, MountInfo> visible = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      MountInfo mount = parse(line);
      if (mount != null) {
        visible.remove(mount.mountPoint);
        visible.put(mount.mountPoint, mount);
      }
    }
    List<MountInfo> cgroups = new ArrayList<>();
    for (MountInfo mount : visible.values()) {
      if (mount.fsType.equals("cgroup") || mount.fsType.equals("cgroup2")) {
        cgroups.add(0, mount);
      }
    }
    return cgroups;
  }

  private static MountInfo parse(String line) {
    String[] fields = line.split(" ", -1);
    int dash = FIRST_OPTIONAL;
    while (dash < fields.length && !fields[dash].equals("-")) {
      dash++;
    }
    if (dash + 3 >= fields.length) {
      return null;
    }
    return new MountInfo(
        unescape(fields[ROOT]),
        unescape(fields[MOUNT_POINT]),
        fields[dash + 1],
        Arrays.asList(fields[dash + 3].split(",", -1)));
  }

  /** Blank, tab, line end and backslash stand as three octal digits after a backslash. */
  static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    byte[] in = field.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '\\'
          && i + 3 < in.length
          && octal(in[i + 1], 3)
          && octal(in[i + 2], 7)
          && octal(in[i + 3], 7)) {
        out.write((in[i + 1] - '0') << 6 | (in[i + 2] - '0') << 3 | (in[i + 3] - '0'));
        i += 3;
      } else {
        out.write(in[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean octal(byte b, int max) {
    return b >= '0' && b <= '0' + max;
  }

  /** True where the mounted hierarchy begins above the reader's own cgroup namespace. */
  boolean beginsOutsideNamespace() {
    return root.equals("/..") || root.startsWith("/../");
  }

  /**
   * The way from the mount point to the cgroup at {@code path} as /proc/self/cgroup names it: empty
   * for the mount point itself, otherwise beginning with a slash; null where the mount does not
   * show that cgroup.
   */
  String below(String path) {
    if (root.equals("/")) {
      return path.equals("/") ? "" : path;
    }
    if (path.equals(root)) {
      return "";
    }
    return path.startsWith(root + "/") ? path.substring(root.length()) : null;
  }
}
