import { isRecord } from '../core/record.ts'

/** `patch` laid over `target` as RFC 7396, JSON Merge Patch, says: objects merge, null removes, anything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  const merged = new Map(isRecord(target) ? Object.entries(target) : [])
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else merged.set(key, mergePatch(merged.get(key), value))
  }
  // Makes properties of its own even of a key such as `__proto__`.
  return Object.fromEntries(merged)
}
