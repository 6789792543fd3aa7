/* ASSERTION: An inline with parameters computes each argument once. */
#pragma D option quiet

inline int square[int n] = n * n;
inline string pair[string a, string b] = strjoin(a, b);
inline int twice[int n] = square[n] + square[n + 1];

BEGIN
{
	i = 3;
	printf("%d %d\n", square[i++], i);
	printf("%s %d\n", pair["a", pair["b", "c"]], twice[2]);
	exit(0);
}
