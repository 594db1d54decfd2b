/** How a column of DataTable looks and where it stands on a phone's card. */
export interface Column {
  name: string
  label: string
  /** The API's word to sort by; without it the column does not sort. */
  sort?: string
  right?: boolean
  /** Only where there is room: not between a phone and a desk. */
  roomy?: boolean
  /** head: top left; corner: top right; side: right; left: below the head; wide: both columns; none: on a desk only. */
  card?: 'head' | 'corner' | 'side' | 'left' | 'wide' | 'none'
}
