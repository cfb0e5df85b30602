/* SPDX-License-Identifier: Apache-2.0 */
package io.headroom.spark.sense;

import io.headroom.spark.sense.SlowSample.Processes;
import io.headroom.spark.sense.SlowSample.PythonWorker;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All that is read on one executor (or the driver): owns every reader and every open file.
 *
 * <p>{@link #readFast} and {@link #readSlow} belong to one thread, the sampler. {@link
 * #capabilities()} and {@link #collector()} may be called from any thread, {@link #close()} by
 * whoever has ended the sampler. Nothing here throws: what cannot be read is {@link
 * Reading#UNKNOWN}, and the capabilities say why.
 */
public final class MemorySense implements Closeable {
  private static final Runtime RUNTIME = Runtime.getRuntime();
  private final Path rootDir;
  private final Path procDir;
  private final long pid;
  private final OptionalLong override;
  private final LongSupplier clock;
  private final JvmReader jvm;
  private final Collector collector;
  private final Capability heapReturn;
  private final HostMemory host;
  private final ProcessMemory process;
  private final VmStat vmStat;
  private final ProcessTree tree;
  private final KernelFile ownCgroupFile;

  private String ownCgroup;
  private MemoryAccount account;
  private SwapReader swap;
  private PressureReader pressure;
  private CpuThrottling cpu;
  private long hostTotal;
  private long descendantBytes;
  private Processes processes;
  private volatile boolean closed;
  private volatile List<Capability> capabilities = List.of();

  private MemorySense(Builder builder) {
    rootDir = builder.rootDir;
    procDir = rootDir.resolve("proc");
    pid = builder.pid;
    override = builder.limitOverride;
    clock = builder.clock;
    VmOptions options = builder.options;
    jvm = new JvmReader(builder.beans, options);
    collector = orElse(jvm::collector, Collector.UNKNOWN);
    heapReturn = collector.canGiveBack(options);
    long now = clock.getAsLong();
    host = new HostMemory(procDir);
    process = new ProcessMemory(procDir.resolve("self"));
    vmStat = new VmStat(procDir, PageSize.bytes(procDir), now);
    tree =
        new ProcessTree(
            procDir, pid, new PythonCommand(builder.daemonModule, builder.workerModule));
    processes = ProcessTree.unreadable(now);
    ownCgroupFile = KernelFile.open(procDir.resolve("self/cgroup"));
    host.read();
    hostTotal = host.total();
    locate(ownCgroupFile.text(), now);
  }

  /**
   * Opens the readers of this very process.
   *
   * @param limitOverride bytes, more than 0: a limit to be kept even where the cgroup's is larger
   *     or cannot be told ({@code spark.headroom.memory.limit})
   */
  public static MemorySense open(OptionalLong limitOverride) {
    return builder().limitOverride(limitOverride).open();
  }

  /** For other roots, clocks and beans than the running process's. */
  public static Builder builder() {
    return new Builder();
  }

  /** Says where this process is accounted and opens what there is to read there. */
  private void locate(String cgroupText, long now) {
    ownCgroup = cgroupText;
    String mountinfo = KernelFile.text(procDir.resolve("self/mountinfo"));
    // A path that this file system cannot name is one more way not to know.
    CgroupLocation location =
        orElse(
            () -> CgroupLocator.locate(rootDir, pid, cgroupText, mountinfo),
            CgroupLocator.nowhere(
                CgroupLocation.Kind.UNKNOWN, "/proc/self/cgroup or mountinfo makes no sense"));
    account = new MemoryAccount(location, override, host, process);
    swap = new SwapReader(account, host, vmStat);
    pressure = PressureReader.open(location.unifiedDir(), procDir, now);
    cpu = new CpuThrottling(location.cpuDir(), location.cpuVersion(), now);
    capabilities = describe();
  }

  /** A process may be moved to another cgroup while it runs; then all begins anew there. */
  private void followIfMoved(long now) {
    String text = ownCgroupFile.text();
    if (!text.isEmpty() && !text.equals(ownCgroup)) {
      closeOwn();
      locate(text, now);
    }
  }

  /**
   * Reads the figures that lead to action. Allocates nothing once warm; costs some ten short reads.
   *
   * @param into overwritten completely
   */
  public void readFast(FastSample into) {
    into.nanoTime = clock.getAsLong();
    try {
      account.readFast(into, hostTotal, descendantBytes);
    } catch (RuntimeException e) {
      // No reader throws. Should one do so, this sample has no figures and the next one tries anew.
      MemoryAccount.clear(into);
    }
    into.heapUsedBytes = RUNTIME.totalMemory() - RUNTIME.freeMemory();
  }

  /**
   * Reads everything else.
   *
   * @param walkProcesses whether to walk the process tree, which is dear; otherwise the latest
   *     record of it is carried over
   */
  public SlowSample readSlow(boolean walkProcesses) {
    long now = clock.getAsLong();
    if (!closed) {
      followIfMoved(now);
    }
    host.read();
    hostTotal = host.total();
    vmStat.read(now);
    if (walkProcesses) {
      processes = orElse(() -> tree.walk(now), ProcessTree.unreadable(now));
      descendantBytes = descendantBytes(processes);
    }
    MemoryCgroup cgroup = account.cgroup();
    return new SlowSample(
        now,
        cgroup == null ? NO_CGROUP : cgroup.breakdown(),
        swap.read(cgroup),
        pressure.read(now),
        new SlowSample.Host(
            hostTotal, host.available(), host.swapTotal(), host.swapFree(), vmStat.oomKills()),
        cpu.read(now),
        orElse(jvm::read, JvmReader.UNREADABLE),
        processes);
  }

  private static final SlowSample.CgroupMemory NO_CGROUP =
      new SlowSample.CgroupMemory(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);

  /**
   * Whether hard memory is the sum of this process and its descendants, which then have to be
   * walked often. Belongs to the thread that reads.
   */
  public boolean countsDescendants() {
    return account.countsDescendants();
  }

  private static long descendantBytes(Processes processes) {
    long bytes = KernelText.orZero(processes.otherBytes());
    for (PythonWorker worker : processes.python()) {
      bytes += worker.residentBytes();
    }
    return bytes;
  }

  /** What can be read here and how, or why not, as of the last time the cgroup was looked for. */
  public List<Capability> capabilities() {
    return capabilities;
  }

  private List<Capability> describe() {
    FastSample sample = new FastSample();
    readFast(sample);
    MemoryCgroup cgroup = account.cgroup();
    long discovered = KernelText.UNLIMITED;
    if (cgroup != null) {
      FastSample own = new FastSample();
      cgroup.readFast(own);
      discovered = own.limitBytes;
      cgroup.breakdown();
    }
    return List.of(
        account.limitCapability(sample, hostTotal),
        account.hardCapability(discovered),
        account.oomCapability(),
        KillScope.of(account.location()),
        pressure.capability(),
        swap.capability(cgroup),
        cpu.capability(),
        host.capability(),
        Capability.available("JVM beans", "the platform's MXBeans, collector " + collector),
        heapReturn,
        tree.capability());
  }

  /** The collector of this JVM. */
  public Collector collector() {
    return collector;
  }

  /** Closes every file, once the sampler has ended. Readings from then on are unknown. */
  @Override
  public void close() {
    closed = true;
    closeOwn();
    ownCgroupFile.close();
    host.close();
    process.close();
    vmStat.close();
  }

  private void closeOwn() {
    account.close();
    pressure.close();
    cpu.close();
  }

  private static <T> T orElse(Supplier<T> reader, T unreadable) {
    try {
      return reader.get();
    } catch (RuntimeException e) {
      return unreadable; // A bean of a foreign JVM, or a policy that forbids it.
    }
  }

  /** Where to read. The defaults are the running process. */
  public static final class Builder {
    private Path rootDir = Path.of("/");
    private long pid = ProcessHandle.current().pid();
    private OptionalLong limitOverride = OptionalLong.empty();
    private LongSupplier clock = System::nanoTime;
    private JvmReader.Beans beans = JvmReader.Beans.ofThisJvm();
    private VmOptions options = VmOptions.ofThisJvm();
    private String daemonModule = "pyspark.daemon";
    private String workerModule = "pyspark.worker";

    private Builder() {}

    /** A directory that stands for {@code /}: {@code proc} and the mount points are below it. */
    public Builder rootDir(Path dir) {
      rootDir = Objects.requireNonNull(dir);
      return this;
    }

    /** The process whose descendants are walked. */
    public Builder pid(long pid) {
      this.pid = pid;
      return this;
    }

    /** Bytes, more than 0. */
    public Builder limitOverride(OptionalLong bytes) {
      limitOverride = Objects.requireNonNull(bytes);
      return this;
    }

    /** Nanoseconds from any origin; for tests. */
    public Builder clock(LongSupplier nanoTime) {
      clock = Objects.requireNonNull(nanoTime);
      return this;
    }

    /** {@code spark.python.daemon.module} and {@code spark.python.worker.module}. */
    public Builder pythonModules(String daemon, String worker) {
      daemonModule = Objects.requireNonNull(daemon);
      workerModule = Objects.requireNonNull(worker);
      return this;
    }

    /** The flags of the JVM; for tests. */
    public Builder vmOptions(VmOptions vmOptions) {
      options = Objects.requireNonNull(vmOptions);
      return this;
    }

    Builder beans(JvmReader.Beans of) {
      beans = Objects.requireNonNull(of);
      return this;
    }

    /** Opens what can be opened; never throws. */
    public MemorySense open() {
      return new MemorySense(this);
    }
  }
}
