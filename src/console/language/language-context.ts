import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Language } from './language.js';

export const LanguageContext = createContext(new Language('en'));

export function useLanguage(): Language {
  return useContext(LanguageContext);
}
