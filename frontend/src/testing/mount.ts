/** Mounts a component as the app would: store, cache and router in place. */
import { PiniaColada } from '@pinia/colada'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'

const blank = { template: '<i></i>' }

export interface Mounted {
  wrapper: VueWrapper
  router: Router
}

export async function mountApp(
  component: Component,
  props: Record<string, unknown> = {},
  path = '/',
): Promise<Mounted> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', name: 'any', component: blank }],
  })
  await router.push(path)
  const wrapper = mount(component, {
    props,
    attachTo: document.body,
    global: { plugins: [createPinia(), PiniaColada, router] },
  })
  return { wrapper, router }
}
