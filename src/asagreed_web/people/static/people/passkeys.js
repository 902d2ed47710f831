// A device that has no passkey, or was not allowed to use it, is said in words on the page.
const words = document.currentScript.dataset.words

document.addEventListener('allauth.error', event => {
  event.preventDefault()
  const notices = document.getElementById('notices')
  const said = document.createElement('div')
  said.className = 'banner tone-late'
  said.setAttribute('role', 'alert')
  said.textContent = words
  notices.replaceChildren(said)
  said.scrollIntoView({ block: 'nearest' })
})
