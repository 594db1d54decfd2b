/** An empty person, to be filled in. */
import type { Person } from '@/features/accounts/api'

export const blankPerson = (): Required<Person> => ({
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
export function filledIn(person: Person): Person {
  const { phone, ...rest } = person
  return phone?.trim() ? { ...rest, phone: phone.trim() } : rest
}
