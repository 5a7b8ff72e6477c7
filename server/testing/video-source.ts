/** A media server for stories, as the module of cameras tests with. */
export { openVideoSource, type VideoSource } from '#modules/cameras/testing.ts'
