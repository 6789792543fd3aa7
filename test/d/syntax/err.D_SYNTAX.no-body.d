/* ASSERTION: In a file a clause needs a body. */
BEGIN
