/** Where one's notices go besides the app: what the API is asked, and what it answers, in words. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Channel = Schemas['ChannelOut']
export type ChannelName = 'mail' | 'chat' | 'sms'
export type Test = NonNullable<Channel['last_test']>

/** A chat address left out stays, null removes it. */
export interface Choice extends Record<ChannelName, boolean> {
  chat_url?: string | null
}

export const listChannels = async (): Promise<Channel[]> => (await take(api.GET('/api/me/channels'))).items

export const chooseChannels = (choice: Choice): Promise<unknown> =>
  // What was left out must not travel, which the generated types do not know.
  take(api.PUT('/api/me/channels', { body: choice as Schemas['ChannelsIn'] }))

export const testChannel = (channel: string): Promise<unknown> =>
  take(api.POST('/api/me/channels/{channel}/test', { params: { path: { channel } } }))

export const underWay = (test: Test | null) => test?.status === 'pending' || test?.status === 'sending'

/** The text that says why a channel cannot be chosen, where it cannot. */
export function closedBy({ channel, available, address }: Channel) {
  if (!available) return 'channels.unavailable' as const
  return channel === 'sms' && !address ? ('channels.no_phone' as const) : undefined
}
