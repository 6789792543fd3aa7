/*
 * ASSERTION: -C runs the preprocessor, -D and -U define and undefine, -I names folders, -H lists what was included.
 * SECTION: Options
 * @@args: -C -H -D N=5 -D GONE -U GONE -I test/d/options/include -x cppargs=-DMORE=6
 */

#pragma D option quiet

#include <limit.h>

#if defined(GONE) || !defined(MORE) || !defined(__NTRACE__)
#error GONE was to be undefined, MORE and __NTRACE__ to be defined
#endif

BEGIN
{
	printf("%d %d %d\n", LIMIT, N, MORE);
	exit(0);
}
