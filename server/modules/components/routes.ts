/** The ledger of components over HTTP. */
import {
  changeComponentPhotosEndpoint,
  changeComponentStateEndpoint,
  componentTileEndpoint,
  countComponentsEndpoint,
  createComponentEndpoint,
  getComponentEndpoint,
  listComponentChangesEndpoint,
  listComponentsEndpoint,
  listComponentsInBoxEndpoint,
  nearestComponentsEndpoint,
} from '#domain/components/contract.ts'
import { sendTile } from '#platform/http/send-tile.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { changeComponentPhotos } from './commands/change-component-photos.ts'
import { changeComponentState } from './commands/change-component-state.ts'
import { createComponent } from './commands/create-component.ts'
import { countComponents } from './queries/count-components.ts'
import { showComponent } from './queries/find-components.ts'
import { nearestComponents } from './queries/find-nearest-components.ts'
import { getComponentTile } from './queries/get-component-tile.ts'
import { listComponentChanges } from './queries/list-component-changes.ts'
import { listComponents } from './queries/list-components.ts'
import { listComponentsInBox } from './queries/list-components-in-box.ts'

export const componentRoutes: Route[] = [
  answer(listComponentsEndpoint, listComponents),
  answer(nearestComponentsEndpoint, nearestComponents),
  answer(listComponentsInBoxEndpoint, listComponentsInBox),
  handle(componentTileEndpoint, async (context, input) =>
    sendTile(context, await getComponentTile.run(context, input)),
  ),
  answer(countComponentsEndpoint, countComponents),
  answer(getComponentEndpoint, showComponent),
  answer(listComponentChangesEndpoint, listComponentChanges),
  serve(createComponentEndpoint, createComponent),
  serve(changeComponentStateEndpoint, changeComponentState),
  serve(changeComponentPhotosEndpoint, changeComponentPhotos),
]
