/** What a provider's settings must be beyond their shape. */
import { type Allowed, isSoundIssuer, type ProviderSettings } from '#domain/identity/sign-on.ts'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'

/** The settings as they are kept, the issuer in one way of writing it; throws `sign-on.issuer-insecure`. */
export function requireSoundSettings(settings: ProviderSettings, allowed: Allowed): ProviderSettings {
  if (!isSoundIssuer(settings.issuer, allowed)) throw SignOnProblem.issuerInsecure({})
  return { ...settings, issuer: new URL(settings.issuer).href }
}
