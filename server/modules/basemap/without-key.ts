/** The key of a service is left out of every audit line; that one was given is told. */

/** The input with `hasKey` in the key's place. */
export const withoutKey = <T extends { readonly key?: string | null | undefined }>({
  key,
  ...rest
}: T): Omit<T, 'key'> & { hasKey?: boolean } => (key === undefined ? rest : { ...rest, hasKey: Boolean(key) })
