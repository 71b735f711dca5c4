/**
 * Makes the C library of Linux (glibc) return large blocks to the system when they are freed. By default it raises its
 * threshold up to 32 MiB with the blocks that a process frees, so that a gateway stays at the memory of its busiest
 * minute. See mallopt(3).
 */
export const MEMORY_SETTINGS = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
