/** Each category's one hue and one icon. */
import {
  Bug,
  Droplets,
  GlassWater,
  Hammer,
  PaintRoller,
  Scissors,
  Snowflake,
  Sofa,
  Sparkles,
  Sprout,
  WashingMachine,
  Wrench,
  Zap,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { Category } from '@/api/types'

export const looks: Record<Category, { hue: number; icon: Component }> = {
  cleaning: { hue: 165, icon: Sparkles },
  appliances: { hue: 235, icon: Snowflake },
  plumbing: { hue: 200, icon: Droplets },
  electrical: { hue: 85, icon: Zap },
  pest_control: { hue: 125, icon: Bug },
  beauty: { hue: 345, icon: Scissors },
  laundry: { hue: 255, icon: WashingMachine },
  painting: { hue: 25, icon: PaintRoller },
  carpentry: { hue: 55, icon: Hammer },
  water: { hue: 218, icon: GlassWater },
  gardening: { hue: 148, icon: Sprout },
  furnishing: { hue: 298, icon: Sofa },
  other: { hue: 275, icon: Wrench },
}
export const categories = Object.keys(looks) as Category[]
