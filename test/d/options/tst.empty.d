/*
 * ASSERTION: A program may have no clause; it then matches nothing.
 * SECTION: Options
 */

#pragma D option empty
