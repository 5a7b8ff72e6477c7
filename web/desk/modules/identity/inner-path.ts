/** Where in the desk somebody goes on after the door. */
import { isInnerPath } from '#domain/identity/sign-on.ts'

/** `to` where it is a path of this app; the front page otherwise: never to where a crafted link would lead. */
export const innerPathOf = (to: unknown): string => (typeof to === 'string' && isInnerPath(to) ? to : '/')
