"""One module a verb: its command, which makes the request, has it carried out and prints."""
