import { mount } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { defineComponent, nextTick } from 'vue'
import { Problem } from '@/api/problem'
import AppField from '@/ui/AppField.vue'
import AppForm from '@/ui/AppForm.vue'
import { useForm } from '@/ui/useForm'

type Send = (values: { name: string; pincode: string }) => Promise<unknown>

function show(send: Send, refused?: (problem: Problem) => boolean) {
  const form = useForm({ values: { name: '', pincode: '' }, send, refused })
  const page = defineComponent({
    components: { AppForm, AppField },
    setup: () => ({ form }),
    template: `<AppForm :form="form">
      <AppField v-model="form.values.name" name="name" label="Name" :error="form.errors.name" />
      <AppField v-model="form.values.pincode" name="pincode" label="Pincode" pattern="[1-9][0-9]{5}"
        invalid="invalid_pincode" :error="form.errors.pincode" />
    </AppForm>`,
  })
  const wrapper = mount(page, { attachTo: document.body })
  return { form, wrapper, name: wrapper.get('[name=name]'), pincode: wrapper.get('[name=pincode]') }
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

describe('useForm', () => {
  test('does not send what its own constraints refuse, and leads to the first fault', async () => {
    const send = vi.fn<Send>().mockResolvedValue(undefined)
    const { wrapper, name, form } = show(send)
    await wrapper.get('form').trigger('submit')
    await frame()
    expect(send).not.toHaveBeenCalled()
    expect(form.errors.name).toBe('Please fill this in')
    expect(name.attributes('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(name.element)
  })

  test('says what is wrong when a field is left, and takes it back while it is mended', async () => {
    const { pincode, form } = show(vi.fn())
    await pincode.setValue('012345')
    await pincode.trigger('focusout')
    expect(form.errors.pincode).toContain('six digits')
    await pincode.setValue('560038')
    expect(form.errors.pincode).toBeUndefined()
  })

  test('ties the fault to its field for screen readers', async () => {
    const { pincode, wrapper } = show(vi.fn())
    await pincode.setValue('1')
    await pincode.trigger('focusout')
    const id = pincode.attributes('aria-describedby') ?? ''
    expect(wrapper.get(`[id="${id}"]`).text()).toContain('six digits')
  })

  test("puts the API's reasons at their fields and keeps what was typed", async () => {
    const errors = [{ pointer: '/name', code: 'taken', detail: '' }]
    const { form, wrapper, name, pincode } = show(() => Promise.reject(new Problem(409, 'taken', '', errors)))
    await name.setValue('Asha')
    await pincode.setValue('560038')
    await wrapper.get('form').trigger('submit')
    await frame()
    expect(form.errors.name).toContain('Already taken')
    expect(form.values).toEqual({ name: 'Asha', pincode: '560038' })
    expect(wrapper.find('[role=alert]').exists()).toBe(false)
  })

  test('says above all fields what belongs to none', async () => {
    const errors = [{ pointer: '/elsewhere', code: 'required', detail: '' }]
    const { wrapper, name, pincode } = show(() => Promise.reject(new Problem(422, 'validation', '', errors)))
    await name.setValue('Asha')
    await pincode.setValue('560038')
    await wrapper.get('form').trigger('submit')
    await nextTick()
    expect(wrapper.get('[role=alert]').text()).toContain('marked fields')
  })

  test('sends once, however often it is pressed', async () => {
    let finish: () => void = () => undefined
    const send = vi.fn<Send>(() => new Promise<void>((resolve) => (finish = resolve)))
    const { wrapper, form, name, pincode } = show(send)
    await name.setValue('Asha')
    await pincode.setValue('560038')
    await wrapper.get('form').trigger('submit')
    await wrapper.get('form').trigger('submit')
    expect(send).toHaveBeenCalledOnce()
    expect(form.busy.value).toBe(true)
    finish()
    await nextTick()
    await nextTick()
    expect(form.busy.value).toBe(false)
  })

  test('leaves to the page what the page deals with', async () => {
    const refused = vi.fn(() => true)
    const { wrapper, name, pincode } = show(
      () => Promise.reject(new Problem(409, 'price_changed', '')),
      refused,
    )
    await name.setValue('Asha')
    await pincode.setValue('560038')
    await wrapper.get('form').trigger('submit')
    await nextTick()
    expect(refused).toHaveBeenCalledOnce()
    expect(wrapper.find('[role=alert]').exists()).toBe(false)
  })
})
