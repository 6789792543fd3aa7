/**
 * Names under which a method may have been taken off its object: what was taken calls the method itself, past any
 * wrapper. By the text, and rather too many than too few.
 */
const TAKEN = [
  /\.\s*([A-Za-z_$][\w$]*)\b(?!\s*(?:\?\.)?\()/g, // cart.add, but not cart.add(
  /["'`]([A-Za-z_$][\w$]*)["'`]/g, // cart['add']
  /[{,]\s*([A-Za-z_$][\w$]*)\s*(?=[,}:=])[^(]/g, // const { add } = cart
];

export function takenNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const pattern of TAKEN) for (const [, name] of text.matchAll(pattern)) names.add(name as string);
  return names;
}
