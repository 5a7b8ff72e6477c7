/** Fills a path's `:names` and appends a query; absent and empty values are left out, lists are repeated. */
export function toRequestPath(path: string, params: object, query: object): string {
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = (params as Record<string, unknown>)[name]
    if (value === undefined || value === null || value === '') throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null || one === '') continue
      search.append(name, String(one))
    }
  }
  const text = search.toString()
  return text ? `${filled}?${text}` : filled
}
