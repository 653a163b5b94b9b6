/**
 * A worker's rows are young by the ten thousand. A nursery that has to grow to their size first copies them over and over:
 * the first million passages cost a sixth more.
 */
export const WORKER_MEMORY: readonly string[] = ['--min-semi-space-size=64', '--max-semi-space-size=96']
