# Which program a command line starts, and how its JVM is set up. Read by ./tokenly in a checkout and, inlined, by the
# packages' bin/tokenly. Takes the command line; sets role, main and flags; shifts away a word that named the role.
# -Xms: on a very small machine the heap would begin too small for the objects in a start-up cache, which is fatal.
# closures: picocli would look for those of Groovy, which opens every jar. converters: nor does an option here take a Java
# time or file, whose classes it would load to be ready for them.
collector=-XX:+UseSerialGC
flags='-Xms8m -XX:-UsePerfData -Xlog:disable --enable-native-access=ALL-UNNAMED'
flags="$flags -Dpicocli.disable.closures=true -Dpicocli.converters.excludes=java.+"
main=dev.tokenly.cli.Main
# A JVM opens files whose names are more than ASCII only in a locale of UTF-8, which a service often has not. What may be
# drawn is still for the user's own locale to say.
locale=${LC_ALL:-${LC_CTYPE:-${LANG:-}}}
case $locale in
  *[Uu][Tt][Ff]8*|*[Uu][Tt][Ff]-8*) ;;
  *) export LC_ALL=C.UTF-8 TOKENLY_LOCALE="${locale:-C}" ;;
esac
case ${1:-} in
  agent)
    shift
    role=agent
    main=dev.tokenly.agent.launcher.LauncherMain
    # Small and steady: one malloc arena, a young generation that is collected before it grows.
    export MALLOC_ARENA_MAX=1
    flags="$flags -XX:TieredStopAtLevel=1 -Xms4m -Xmx10m -Xmn1m -XX:TrimNativeHeapInterval=5000"
    # An archive of classes that is not moved stays clean: half of its pages are never there, the rest are shared.
    flags="$flags -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0" ;;
  # A heap that does not grow with the ledger: what grows with it lies outside. Two threads collect, since everybody waits
  # meanwhile, and the young part has its size from the beginning: grown by the collector it was two megabytes until the
  # first crowd had filled the old part. Objects with small headers are a tenth less to collect; whatever shares the
  # server's start-up cache must have them too. The engine's allocator gives back what a question took after a tenth of a
  # second: with the ten it waits by itself, forty megabytes of earlier ones are always there.
  server)
    role=server
    collector='-XX:+UseParallelGC -XX:ParallelGCThreads=2'
    export MALLOC_ARENA_MAX=2 DUCKDB_JE_MALLOC_CONF=dirty_decay_ms:100,muzzy_decay_ms:0
    flags="$flags -XX:+UseCompactObjectHeaders -Xms64m -Xmx84m -Xmn36m -XX:-UseGCOverheadLimit -XX:TrimNativeHeapInterval=5000" ;;
  # These stay or work hard: the optimising compiler pays.
  up|demo)
    role=server
    flags="$flags -XX:+UseCompactObjectHeaders" ;;
  # A second of hard work: the quick compiler is done while the optimising one would still be busy, and what a scan keeps it
  # keeps to the end, so nothing is copied twice. What was compiled in the rehearsal is not compiled ahead of its use here:
  # the readers of thirty formats would be, of which few are needed.
  scan)
    role=scan
    flags="$flags -XX:TieredStopAtLevel=1 -Xms72m -Xmn48m -XX:MaxTenuringThreshold=0"
    flags="$flags -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining" ;;
  # Streams pass through, little is kept: a heap that fits beside the model server.
  proxy)
    role=server
    export MALLOC_ARENA_MAX=2
    flags="$flags -XX:+UseCompactObjectHeaders -Xms24m -Xmx88m -Xmn12m -XX:TrimNativeHeapInterval=2000"
    flags="$flags -XX:MaxDirectMemorySize=40m -XX:ReservedCodeCacheSize=40m" ;;
  # Stays for hours beside other work: ten thousand machines are 19 MB of it, and what six answers under way need dies young.
  # -Xms: beside the young part there must be room for the objects in the start-up cache.
  tui)
    role=cli
    export MALLOC_ARENA_MAX=1
    flags="$flags -XX:TieredStopAtLevel=1 -Xms20m -Xmx40m -Xmn12m -XX:SurvivorRatio=3 -XX:TrimNativeHeapInterval=5000" ;;
  # The rest is over in a moment.
  *)
    role=cli
    flags="$flags -XX:TieredStopAtLevel=1" ;;
esac
flags="$collector $flags"
