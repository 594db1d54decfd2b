/** A page that could not be fetched: where the way led, so that it can be tried again. */
import { shallowRef } from 'vue'
import type { RouteLocationNormalized, Router } from 'vue-router'

export const missed = shallowRef<RouteLocationNormalized>()

/** Nothing but fetching a page's parts or texts fails on the way to it. */
export function noteMissed(router: Router): void {
  router.onError((_error, to) => (missed.value = to))
  router.afterEach(() => (missed.value = undefined))
}
