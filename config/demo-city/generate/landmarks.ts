/** Things that people know by name, in kilometres on the drawing board. */
import type { Pt } from './plane.ts'

export type PlaceKind = 'shop' | 'road' | 'residential' | 'market' | 'river' | 'park' | 'school' | 'site' | 'hospital'

export interface Landmark {
  name: string
  at: Pt
  kind: PlaceKind
  /** A green of whole blocks around the point: how many. */
  green?: number
  /** A pond in that green: half its width and height. */
  pond?: readonly [number, number]
}

export const landmarks: Landmark[] = [
  // 河滨街道
  { name: '文庙公园', at: [-0.52, 1.05], kind: 'park', green: 2 },
  { name: '河滨公园', at: [1.5, 0.02], kind: 'park', green: 2 },
  { name: '市中医院', at: [0.75, 0.75], kind: 'hospital' },
  { name: '河滨小学', at: [-0.3, 0.15], kind: 'school' },
  { name: '仁济路农贸市场', at: [0.95, 1.2], kind: 'market' },
  { name: '轮渡口', at: [1.55, -0.28], kind: 'river' },
  // 鼓楼街道
  { name: '鼓楼', at: [-2.35, 1.35], kind: 'road' },
  { name: '县前菜市场', at: [-2.0, 0.75], kind: 'market' },
  { name: '市第一人民医院', at: [-3.45, 1.55], kind: 'hospital' },
  { name: '水关公园', at: [-1.85, 0.05], kind: 'park', green: 2 },
  { name: '鼓楼实验小学', at: [-2.55, 0.75], kind: 'school' },
  // 文昌街道
  { name: '文昌广场', at: [-1.95, 2.55], kind: 'park', green: 1 },
  { name: '文昌阁', at: [-2.7, 3.7], kind: 'road' },
  { name: '文昌中学', at: [-3.3, 4.3], kind: 'school' },
  { name: '北园公园', at: [-2.5, 4.8], kind: 'park', green: 1, pond: [0.12, 0.08] },
  { name: '书院菜市场', at: [-3.0, 2.9], kind: 'market' },
  // 运河街道
  { name: '运河公园', at: [0.45, 4.05], kind: 'park', green: 2 },
  { name: '北辰农贸市场', at: [1.6, 4.1], kind: 'market' },
  { name: '运河中学', at: [-0.9, 4.4], kind: 'school' },
  { name: '市妇幼保健院', at: [1.75, 2.3], kind: 'hospital' },
  // 东湖街道
  { name: '东湖湿地公园', at: [5.95, 2.5], kind: 'park', green: 2, pond: [0.16, 0.1] },
  { name: '采莲菜市场', at: [4.1, 0.95], kind: 'market' },
  { name: '东湖小学', at: [3.3, 1.9], kind: 'school' },
  { name: '望湖公园', at: [3.6, 4.2], kind: 'park', green: 1 },
  // 望江街道
  { name: '望江公园', at: [-5.2, 2.35], kind: 'park', green: 1 },
  { name: '西园菜市场', at: [-4.6, 2.45], kind: 'market' },
  { name: '望江小学', at: [-5.9, 2.9], kind: 'school' },
  // 南门街道
  { name: '南门菜市场', at: [-1.75, -2.05], kind: 'market' },
  { name: '建材市场', at: [-3.1, -3.2], kind: 'market' },
  { name: '宝塔公园', at: [-1.6, -3.35], kind: 'park', green: 1 },
  { name: '南门小学', at: [-2.9, -1.2], kind: 'school' },
  { name: '市第二人民医院', at: [-2.3, -2.7], kind: 'hospital' },
  // 丰乐街道
  { name: '体育公园', at: [0.65, -3.35], kind: 'park', green: 2 },
  { name: '丰乐菜市场', at: [-0.3, -2.05], kind: 'market' },
  { name: '江南小学', at: [1.3, -1.9], kind: 'school' },
  { name: '江南医院', at: [1.7, -3.0], kind: 'hospital' },
  // 莲花街道
  { name: '莲花池公园', at: [-5.35, -1.75], kind: 'park', green: 2, pond: [0.22, 0.13] },
  { name: '红旗菜市场', at: [-4.6, -2.4], kind: 'market' },
  { name: '莲花小学', at: [-5.0, -0.3], kind: 'school' },
  // 桥北街道
  { name: '桥北公园', at: [3.0, -2.85], kind: 'park', green: 1 },
  { name: '桥北菜市场', at: [2.6, -1.2], kind: 'market' },
  { name: '桥北小学', at: [3.4, -0.85], kind: 'school' },
  // 柳溪镇
  { name: '溪口公园', at: [5.55, -0.35], kind: 'park', green: 1 },
  { name: '柳溪集市', at: [4.95, -2.0], kind: 'market' },
  { name: '柳溪中心小学', at: [5.3, -2.6], kind: 'school' },
  { name: '柳溪卫生院', at: [4.9, -3.0], kind: 'hospital' },
  // 城外一圈
  { name: '云汀大学', at: [-3.6, 5.85], kind: 'school', green: 1 },
  { name: '学苑菜市场', at: [-2.5, 6.15], kind: 'market' },
  { name: '科创园', at: [-3.9, 6.9], kind: 'site' },
  { name: '汽车北站', at: [-0.7, 5.95], kind: 'road' },
  { name: '龙潭公园', at: [2.3, 5.8], kind: 'park', green: 1, pond: [0.18, 0.12] },
  { name: '北关农贸市场', at: [0.2, 5.75], kind: 'market' },
  { name: '云台山', at: [6.6, 6.15], kind: 'park' },
  { name: '新港码头', at: [7.95, -0.75], kind: 'river' },
  { name: '新港小学', at: [7.6, 2.2], kind: 'school' },
  { name: '新港菜市场', at: [7.2, 1.8], kind: 'market' },
  { name: '梅岭森林公园', at: [-6.9, 5.35], kind: 'park' },
  { name: '梅岭小学', at: [-7.4, 3.9], kind: 'school' },
  { name: '梅岭集市', at: [-7.1, 3.4], kind: 'market' },
  { name: '竹塘湿地', at: [-7.6, -3.9], kind: 'park', green: 1, pond: [0.3, 0.2] },
  { name: '竹塘集市', at: [-5.3, -5.2], kind: 'market' },
  { name: '竹塘中心小学', at: [-4.9, -5.1], kind: 'school' },
  { name: '石桥集市', at: [1.2, -5.5], kind: 'market' },
  { name: '石桥中心小学', at: [0.7, -5.3], kind: 'school' },
  { name: '石桥卫生院', at: [1.8, -5.6], kind: 'hospital' }
]

/** Communities named after something stand where it stands. */
export const communityMarks: { name: string; at: Pt }[] = [
  { name: '文庙社区', at: [-0.6, 1.2] },
  { name: '学堂巷社区', at: [-0.4, 0.1] },
  { name: '仁济社区', at: [0.9, 0.9] },
  { name: '河滨公园社区', at: [1.5, 0] },
  { name: '文昌阁社区', at: [-2.7, 3.7] },
  { name: '采莲社区', at: [4.4, 1.0] },
  { name: '东堤社区', at: [6, 2.6] },
  { name: '湖心亭社区', at: [4.5, 3] },
  { name: '建材社区', at: [-3.1, -3.2] },
  { name: '宝塔社区', at: [-1.6, -3.4] },
  { name: '南门社区', at: [-1.7, -1.8] },
  { name: '柳岸社区', at: [4.1, -1.6] },
  { name: '桥北社区', at: [2.8, -1.2] },
  { name: '溪口社区', at: [5.6, -0.4] },
  { name: '柳溪社区', at: [5.0, -2.3] },
  { name: '鼓楼社区', at: [-2.35, 1.35] },
  { name: '水关社区', at: [-1.8, 0] },
  { name: '车站社区', at: [-0.7, 5.9] },
  { name: '龙潭社区', at: [2.4, 5.9] },
  { name: '大学城社区', at: [-3.6, 5.8] },
  { name: '云台社区', at: [6.6, 6.1] },
  { name: '新港社区', at: [7.4, 1.6] },
  { name: '狮子山社区', at: [-5.15, 3.35] },
  { name: '白鹭洲社区', at: [-5.4, 1.6] },
  { name: '莲花池社区', at: [-5.35, -1.8] },
  { name: '体育场社区', at: [0.7, -3.4] },
  { name: '梅岭社区', at: [-6.9, 5.4] },
  { name: '竹塘社区', at: [-5.2, -5.0] },
  { name: '石桥社区', at: [2.2, -5.4] },
  { name: '集镇社区', at: [1.0, -5.4] }
]
