/** An empty person, to be filled in. */
import type { CustomerIn } from '@/api/types'

/** As it is typed: nothing is null in a form. */
export type Person = Record<keyof CustomerIn, string>

export const blankPerson = (): Person => ({
  username: '',
  email: '',
  password: '',
  firstname: '',
  lastname: '',
  address: '',
  pincode: '',
  phone: '',
})

/** What was left empty is not sent. */
export function filledIn({ username, email, password, firstname, lastname, ...rest }: Person): CustomerIn {
  const { address, pincode } = rest
  const phone = rest.phone.trim()
  const person = { username, email, password, firstname, lastname, address, pincode }
  return phone ? { ...person, phone } : person
}
