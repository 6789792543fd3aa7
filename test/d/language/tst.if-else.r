two
inner

