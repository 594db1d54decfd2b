/**
 * What was typed into the doors and not sent yet: kept for the visit, so that going back, looking elsewhere or
 * choosing the other way to join loses nothing. In memory alone, since passwords are among it.
 */
import { reactive } from 'vue'
import { blankPerson, type Person } from '@/features/accounts/blank'
import { blankTrade, type TradeValues } from '@/features/accounts/trade'

type Applicant = Person & TradeValues & { document: File | undefined }

const blank = (): Applicant => ({ ...blankPerson(), ...blankTrade(), document: undefined })

/** Both ways to join fill in the same person. */
export const applicant = reactive<Applicant>(blank())

export const forgetApplicant = () => Object.assign(applicant, blank())

/** Who wants to get in: the login and "forgot your password?" hand it to each other. */
export const caller = reactive({ username: '' })
