printing/err.D_PROTO_ARG.character.d:4:9-15: ERROR: D_PROTO_ARG: printf( ) argument #1 is incompatible with prototype:
	prototype: string
	 argument: long
        printf('hello');
               ~~~~~~~
HINT: 'hello' is a character, which is a number: a string has double quotes, "hello"
