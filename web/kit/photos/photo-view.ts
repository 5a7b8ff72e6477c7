/**
 * How a photo lies on its stage: how large, how far from the middle and how many quarters turned. Pure, so that
 * zooming at a point and staying on the stage can be checked without a screen.
 */

export type PhotoView = {
  /** 1 is the whole photo on the stage. */
  readonly scale: number
  /** Pixels from the middle of the stage. */
  readonly x: number
  readonly y: number
  /** Quarters, clockwise. */
  readonly turns: 0 | 1 | 2 | 3
}

export type Size = { readonly width: number; readonly height: number }

/** The whole photo, upright as it was taken. */
export const wholePhoto: PhotoView = { scale: 1, x: 0, y: 0, turns: 0 }

/** The largest a photo is drawn, as a multiple of the whole on the stage. */
export const mostScale = 8

const within = (value: number, most: number): number => Math.max(-most, Math.min(most, value))

/** Keeps some of the photo in the middle of the stage, however it is dragged. */
const keepOnStage = (view: PhotoView, stage: Size): PhotoView => ({
  ...view,
  x: within(view.x, ((view.scale - 1) * stage.width) / 2),
  y: within(view.y, ((view.scale - 1) * stage.height) / 2),
})

/** Zooms by `factor` so that what lies under the point (pixels from the middle) stays under it, up to the edges. */
export function zoomAt(
  view: PhotoView,
  factor: number,
  at: { x: number; y: number },
  stage: Size,
): PhotoView {
  const scale = Math.max(1, Math.min(mostScale, view.scale * factor))
  const grown = scale / view.scale
  return keepOnStage(
    { ...view, scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown },
    stage,
  )
}

/** Moves the photo by some pixels, never off the stage. */
export const pan = (view: PhotoView, by: { x: number; y: number }, stage: Size): PhotoView =>
  keepOnStage({ ...view, x: view.x + by.x, y: view.y + by.y }, stage)

/** Turns a quarter clockwise and shows the whole photo again. */
export const turn = ({ turns }: PhotoView): PhotoView => ({
  ...wholePhoto,
  turns: ((turns + 1) % 4) as PhotoView['turns'],
})

/** By how much a photo that fits the stage upright must shrink or grow to fit it turned. */
export function fitOfTurned(turns: PhotoView['turns'], photo: Size, stage: Size): number {
  if (turns % 2 === 0 || photo.width <= 0 || photo.height <= 0 || stage.width <= 0 || stage.height <= 0)
    return 1
  const upright = Math.min(stage.width / photo.width, stage.height / photo.height)
  return Math.min(stage.width / photo.height, stage.height / photo.width) / upright
}
