/** One's own document. */
import { api, formData, take } from '@/api/client'
import type { components } from '@/api/schema'
import type { User } from '@/api/types'

type DocumentForm = components['schemas']['DocumentForm']

/** Travels as multipart, which the generated types cannot tell from JSON. */
export const replaceDocument = (document: File): Promise<User> =>
  take(api.PUT('/api/me/document', { body: formData({ document }) as unknown as DocumentForm }))
