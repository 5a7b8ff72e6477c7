/** A module's texts in both languages; the compiler refuses a key that only one language has. */
export type MessageTree = { readonly [key: string]: string | MessageTree }

type SameKeys<T extends MessageTree> = {
  readonly [K in keyof T]: T[K] extends MessageTree ? SameKeys<T[K]> : string
}

export type Messages = { readonly name: string; readonly zh: MessageTree; readonly en: MessageTree }

/** States the texts of the module `name`; screens read them as `name.key`. */
export const messages = <T extends MessageTree>(name: string, zh: T, en: SameKeys<T>): Messages => ({
  name,
  zh,
  en: en as MessageTree,
})
