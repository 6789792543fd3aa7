syntax/err.D_SYNTAX.open-at-end.d:6:2: ERROR: D_SYNTAX: expected } before end of input
}
 ~
syntax/err.D_SYNTAX.open-at-end.d:3:1: to match this {
{
~
