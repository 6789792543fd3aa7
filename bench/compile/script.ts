/** A script of so many clauses, of the kinds that scripts are made of: five of them in turn, over six probes. */

const PROBES = [
  'timer::setTimeout:create',
  'timer::setTimeout:fire',
  'abort:::fire',
  'async:::init',
  'timer::setInterval:fire',
  'abort::listener:add',
];

const KINDS: readonly ((i: number) => string)[] = [
  (i) => `/arg0 % ${i + 2} == 0/
{
	@calls${i}[arg0, probefunc] = count();
	self->t${i % 40} = timestamp;
}`,
  (i) => `/self->t${(i - 1) % 40}/
{
	this->d = timestamp - self->t${(i - 1) % 40};
	@took${i}[probename] = quantize(this->d / 1000);
	self->t${(i - 1) % 40} = 0;
}`,
  (i) => `{
	seen[arg0, "x${i}"]++;
	total${i} += arg0 * ${i} - (arg0 >> 3);
}`,
  (i) => `/strlen(probefunc) > 3 && probename != "x"/
{
	printf("%d %s %20s %x\\n", arg0, probefunc, strjoin(probename, "-${i}"), arg0 & 0xff);
}`,
  (i) => `{
	@sum${i}[execname, pid] = sum(arg0);
	@max${i} = max(arg0);
	@by${i} = lquantize(arg0, 0, 1000, 10);
}`,
];

export function scriptOf(clauses: number): string {
  const texts = Array.from({ length: clauses }, (_, i) => {
    const kind = KINDS[i % KINDS.length] as (i: number) => string;
    return `${PROBES[i % PROBES.length]}\n${kind(i)}\n`;
  });
  return ['#pragma D option quiet\n', ...texts].join('\n');
}
