/** Where the cursor of a table is, and the block of cells between it and where choosing began. */
import { computed, type Ref, ref } from 'vue'

export type Place = { readonly row: number; readonly column: number }

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value))

/** Gives the cursor of a table with so many rows and columns. */
export function useCellCursor(size: Ref<{ rows: number; columns: number }>) {
  const cursor = ref<Place>({ row: 0, column: 0 })
  const anchor = ref<Place>({ row: 0, column: 0 })
  const chosen = computed((): Place[][] => {
    const [a, b] = [cursor.value, anchor.value]
    const span = (from: number, to: number): number[] =>
      Array.from({ length: Math.abs(from - to) + 1 }, (_, index) => Math.min(from, to) + index)
    return span(a.row, b.row).map((row) => span(a.column, b.column).map((column) => ({ row, column })))
  })
  return {
    cursor,
    chosen,
    isChosen: ({ row, column }: Place): boolean =>
      chosen.value.flat().some((it) => it.row === row && it.column === column),
    /** Moves the cursor; with `keepsAnchor` what lies between is chosen. */
    moveTo: (place: Place, keepsAnchor = false): void => {
      cursor.value = {
        row: clamp(place.row, size.value.rows - 1),
        column: clamp(place.column, size.value.columns - 1),
      }
      if (!keepsAnchor) anchor.value = cursor.value
    },
  }
}
