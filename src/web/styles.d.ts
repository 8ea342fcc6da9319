// Styles are imported for what they do to the page; the bundler reads them.
declare module '*.css'
