/* ASSERTION: A program has a clause. */
/* nothing here */
