import { ActivityList } from '../activities/list'

/** The list of activities as a tab: in the program's first part, so that it is there at once. */
export default function ActivityTab() {
  return <ActivityList tab />
}
