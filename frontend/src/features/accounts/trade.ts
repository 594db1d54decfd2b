/** What a professional says of their work, as it is typed and as the API wants it. */

export interface TradeValues {
  exp: string | number
  compname: string
  tasks: number[]
  /** As typed: six digits each, parted by anything. */
  pincodes: string
}

export interface Trade {
  exp: number
  compname: string
  tasks: number[]
  pincodes: string[]
}

export const blankTrade = (): TradeValues => ({ exp: '', compname: '', tasks: [], pincodes: '' })

export const tradeOf = (values: TradeValues): Trade => ({
  exp: Number(values.exp),
  compname: values.compname.trim(),
  tasks: values.tasks,
  pincodes: [...new Set(values.pincodes.split(/[^0-9]+/).filter(Boolean))],
})
