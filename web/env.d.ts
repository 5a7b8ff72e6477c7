/// <reference types="vite/client" />

/** The light build of the player has no types of its own; it is the full one without subtitles and other sound tracks. */
declare module 'hls.js/light' {
  import Hls from 'hls.js'
  export default Hls
}
