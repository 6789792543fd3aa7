/* ASSERTION: What came with D 1.3 is not there in D 1.2.2. */
#pragma D option version=1.2.2
BEGIN
{
	trace(strstr("a", "b"));
	trace(htons(1));
}
