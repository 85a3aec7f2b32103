import type { CauseId } from '../../src/check/causes.ts'
import type { FaultName } from '../gateways/miniature/faults.ts'

/** What each fault of a miniature is to be called. */
export const MINIATURE_CAUSES: Readonly<Record<FaultName, CauseId>> = {
  'drops-second-image': 'picture-missing',
  'swaps-order': 'picture-order',
  'rewrites-media-type': 'media-type',
  'doubles-data-prefix': 'data-url-doubled',
  'bare-base64-as-url': 'data-url-broken',
  'flattens-tool-image-to-text': 'picture-as-text',
  'accepts-bad-base64': 'accepted-invalid',
  'server-error-for-client-fault': 'server-error',
  'leaks-stack-trace': 'stack-trace',
  'hides-mid-stream-error': 'fault-hidden',
  'strips-detail': 'detail-lost',
  'empty-detail': 'detail-invented',
  'keeps-image-url-in-tool-result': 'part-unconverted',
  'forwards-unconverted': 'unconverted',
  'reencodes-picture': 'picture-bytes',
  'dies-on-cut': 'crashed',
  'openai-envelope-for-anthropic': 'envelope',
  'not-found': 'not-found',
}
