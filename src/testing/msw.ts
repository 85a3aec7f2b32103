/** Recordings as handlers for MSW: `import { handlersFromRecordings, loadRecordings } from 'pixpact/msw'`. */
export { handlersFromRecordings, type HandlerOptions, type RecordedHandlers } from './handlers.ts'
export { loadRecordings } from '../recordings/load.ts'
export type { Recording } from '../recordings/recording.ts'
