/*
 * ASSERTION: Comments of both kinds, an interpreter line, and empty statements.
 * SECTION: Language
 */

#pragma D option quiet

/* a comment before */
BEGIN // and one of the other kind
{
	;; printf("a"); /* inside */
	// printf("b");
	printf("c\n");;
	exit(0);
}
