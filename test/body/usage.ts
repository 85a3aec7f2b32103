import { readFileSync } from 'node:fs'

/**
 * The peak memory of this process so far, in MB. On Linux the `maxRSS` of a process begins with what its parent had at that time, so
 * there the kernel is asked.
 */
export function peakMegabytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1024
}
