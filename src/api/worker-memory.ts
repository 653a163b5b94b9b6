/**
 * A worker's rows are young by the ten thousand. A nursery that has to grow to their size first is collected twice as often: 37
 * times and 21 while a worker stores and rates its first 150 000 passages (2026-11).
 */
export const WORKER_MEMORY: readonly string[] = ['--min-semi-space-size=64', '--max-semi-space-size=96']
