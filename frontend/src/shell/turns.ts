/** The app takes the place of what was sent in two turns, the bars and the page, so that fingers get theirs in between. */
import { h, ref, type FunctionalComponent, type VNode } from 'vue'

/** Whether it is the page's turn. */
export const pagesTurn = ref(true)

const sent = document.createDocumentFragment()

/** To be called before the bars' turn: the page that was sent stays until its own. */
export function keepSentPage(): void {
  const page = document.querySelector('#app main h1')?.closest('main > *')
  if (!page) return
  sent.append(...page.childNodes)
  pagesTurn.value = false
}

const fill = ({ el }: VNode) => (el as HTMLElement).append(sent)

export const SentPage: FunctionalComponent = () => h('div', { class: 'contents', onVnodeMounted: fill })

/** Lets everything else have its turn. */
export const turn = () => new Promise<void>((resolve) => setTimeout(resolve))
