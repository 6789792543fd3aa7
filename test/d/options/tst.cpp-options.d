/*
 * ASSERTION: The flags of the preprocessor have options of their own.
 * SECTION: Options
 * @@args: -x cpp -x cpppath=cpp -x cpphdrs -x stdc=a -x define=N=5 -x define=GONE -x undef=GONE -x incdir=test/d/options/include
 */

#pragma D option quiet

#include <limit.h>

#ifdef GONE
#error GONE was to be undefined
#endif

BEGIN
{
	printf("%d %d\n", LIMIT, N);
	exit(0);
}
