/** parcel-sdk 1.4.0: tracks parcels. */
export class ParcelClient {
  #base;
  #token;

  constructor({ baseUrl, token }) {
    this.#base = baseUrl;
    this.#token = token;
  }

  async track(number, options = {}) {
    const answer = await this.#send('GET', `/parcels/${number}`, options);
    return answer.json();
  }

  #send(method, path, options) {
    const headers = { authorization: `Bearer ${this.#token}`, 'accept-language': options.locale ?? 'en' };
    return fetch(new URL(path, this.#base), { method, headers });
  }
}
