/** Parts as bytes that cannot run into each other: every one follows its length. */
export const joined = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.flatMap((it) => {
      const bytes = typeof it === 'string' ? Buffer.from(it) : it
      return [Buffer.from(`${bytes.length}:`), bytes]
    }),
  )
