/** fast-check arbitraries of requests, bodies and images, for property tests of whatever makes or takes them. */
export { imageFiles, imageLists, type ImageConstraints, type ImageFile } from './images.ts'
export { mutatedBodies, requestBodies, type BodyConstraints, type MutatedBody } from './request-bodies.ts'
export { visionRequests, type VisionRequestConstraints } from './vision-requests.ts'
export { repeatable } from './repeatable.ts'
