/*
 * ASSERTION: this-> lives through the clauses of one firing, globals through all.
 * SECTION: Language
 */

#pragma D option quiet

BEGIN
{
	this->x = 5;
	total = 1;
}

BEGIN
{
	this->x++;
	total += this->x;
}

BEGIN
{
	printf("%d %d\n", this->x, total);
	exit(0);
}
