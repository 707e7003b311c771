#if canImport(CPrefetch)
  internal import CPrefetch
#endif

/// Asks the processor for the cache line in which `place` lies, without waiting for it.
///
/// It changes when memory arrives and nothing else: in a browser, where it cannot be asked for, nothing happens.
@inline(__always)
func fetch(_ place: UnsafeRawPointer) {
  #if canImport(CPrefetch)
    prefetch(place)
  #endif
}
